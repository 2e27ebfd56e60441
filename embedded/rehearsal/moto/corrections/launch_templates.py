"""A launch template that isn't there, asked for by its ID: AWS has another code for it than for a name, and providers take it for deleted."""

from gate import extend
from moto.ec2.responses.launch_templates import LaunchTemplates
from shapes import Refusal

plain_delete = LaunchTemplates.delete_launch_template


def delete_launch_template(call):
    template = call.rehearsed[1].get("LaunchTemplateId")
    if template and template not in call.ec2_backend.launch_templates:
        raise Refusal("InvalidLaunchTemplateId.NotFound", f"The specified launch template, with template ID {template}, does not exist.")
    return plain_delete(call)


extend(LaunchTemplates, "DeleteLaunchTemplate", delete_launch_template)
