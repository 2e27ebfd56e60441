/** Regions of the partition `aws`; the ARNs and service names of China's and GovCloud's are others. */
const regionPattern = /^(?!cn-|us-gov-|us-iso)[a-z]{2,3}(-[a-z]+)+-\d$/;

/** Why a region is none that the components can serve; `undefined` when it is one. */
export function regionProblem(region: string): string | undefined {
    return regionPattern.test(region) ? undefined : `is no region such as eu-central-1; it is ${region}`;
}

/** Why an account's ID is none; `undefined` when it is one. */
export function accountIdProblem(accountId: string): string | undefined {
    return /^\d{12}$/.test(accountId)
        ? undefined
        : `is no account ID: twelve digits, in quotes in YAML; it is ${accountId}`;
}
