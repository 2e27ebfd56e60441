"""A call that says by its token that it is the same as one before: AWS answers with what that one has made, moto makes another."""

import gate

# (account, region, service, operation, token) -> the answer.
answered = {}
first_answer = gate.plain_action


def action(self):
    operation, params = self.rehearsed
    tokens = [params[member] for member in operation.idempotent_members if params.get(member)]
    if not tokens:
        return first_answer(self)
    key = (self.current_account, self.region, self.boto3_service_name, operation.name, tokens[0])
    if key not in answered:
        answer = first_answer(self)
        if answer[0] >= 300:
            return answer
        answered[key] = answer
    return answered[key]


gate.plain_action = action
