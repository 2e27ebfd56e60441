/** What keeps something that a new one of its kind wouldn't have, and what is lost with it. */
export interface Stateful {
    readonly loses: string;
    /** Where AWS or Kubernetes says so. */
    readonly source: string;
}

const docs = "https://docs.aws.amazon.com";
const kubernetes = "https://kubernetes.io/docs";

const bucket: Stateful = {
    loses: "its objects; while it has any, the deletion fails half-way",
    source: `${docs}/AmazonS3/latest/userguide/delete-bucket.html`,
};
const fileSystem: Stateful = { loses: "its files", source: `${docs}/efs/latest/ug/delete-efs-fs.html` };
const key: Stateful = {
    loses: "all that it encrypts, for good",
    source: `${docs}/kms/latest/developerguide/deleting-keys.html`,
};
const database: Stateful = {
    loses: "its data; the new one is empty",
    source: `${docs}/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html`,
};
const search: Stateful = {
    loses: "its indices",
    source: `${docs}/opensearch-service/latest/developerguide/gsgdeleting.html`,
};

/** By type. What is made anew from the program alone, such as a role or a rule, isn't here. */
export const stateful: Readonly<Record<string, Stateful>> = {
    "aws:rds/instance:Instance": database,
    "aws:rds/cluster:Cluster": database,
    "aws:dynamodb/table:Table": {
        loses: "its items and its backups by time",
        source: `${docs}/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html`,
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": {
        loses: "what is in it: everybody is signed out, and the database takes all reads",
        source: `${docs}/AmazonElastiCache/latest/dg/Clusters.Delete.html`,
    },
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketV2:BucketV2": bucket,
    "aws:efs/fileSystem:FileSystem": fileSystem,
    "aws:ebs/volume:Volume": {
        loses: "its data",
        source: `${docs}/ebs/latest/userguide/ebs-deleting-volume.html`,
    },
    "aws:kms/key:Key": key,
    "aws:kms/replicaKey:ReplicaKey": key,
    "aws:secretsmanager/secret:Secret": {
        loses: "its value, which was put there by hand",
        source: `${docs}/secretsmanager/latest/userguide/manage_delete-secret.html`,
    },
    "aws:backup/vault:Vault": {
        loses: "its recovery points; while it has any, the deletion fails half-way",
        source: `${docs}/aws-backup/latest/devguide/create-a-vault.html`,
    },
    "aws:ecr/repository:Repository": {
        loses: "its images, those that pods run among them",
        source: `${docs}/AmazonECR/latest/userguide/repository-delete.html`,
    },
    "aws:cloudwatch/logGroup:LogGroup": {
        loses: "its logs",
        source: `${docs}/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html`,
    },
    "aws:sqs/queue:Queue": {
        loses: "its messages",
        source: `${docs}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delete-queue.html`,
    },
    "aws:sns/topicSubscription:TopicSubscription": {
        loses: "its confirmation: nobody is paged until somebody confirms it again",
        source: `${docs}/sns/latest/dg/SendMessageToHttp.confirm.html`,
    },
    "aws:opensearch/domain:Domain": search,
    "aws:elasticsearch/domain:Domain": search,
    "aws:eks/cluster:Cluster": {
        loses: "all that is in it, and what its volumes are known by",
        source: `${docs}/eks/latest/userguide/delete-cluster.html`,
    },
    "aws:ec2/vpc:Vpc": {
        loses: "all that stands in it; a database and a cluster can't move to another",
        source: `${docs}/vpc/latest/userguide/delete-vpc.html`,
    },
    "aws:ec2/eip:Eip": {
        loses: "its address, which others may have let in",
        source: `${docs}/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html`,
    },
    "aws:route53/zone:Zone": {
        loses: "its name servers, which the registrar knows",
        source: `${docs}/Route53/latest/DeveloperGuide/DeleteHostedZone.html`,
    },
    "kubernetes:core/v1:Namespace": {
        loses: "every object in it",
        source: `${kubernetes}/tasks/administer-cluster/namespaces/#deleting-a-namespace`,
    },
    "kubernetes:core/v1:PersistentVolumeClaim": {
        loses: "its volume, where the storage class doesn't retain it",
        source: `${kubernetes}/concepts/storage/persistent-volumes/#reclaiming`,
    },
    "kubernetes:core/v1:PersistentVolume": {
        loses: "what its volume is known by",
        source: `${kubernetes}/concepts/storage/persistent-volumes/#reclaiming`,
    },
    "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": {
        loses: "every object of its kind",
        source: `${kubernetes}/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#delete-a-customresourcedefinition`,
    },
};
