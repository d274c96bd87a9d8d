using Sqs.Client.LocalServer.Access.Policies;
using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - writes a statement into the Policy attribute;
/// - a label that is there already is InvalidParameterValue; more than 7 actions, or a policy that grows over its limits (20 statements, 50 principals, 8192 bytes), OverLimit;
/// - actions: <c>*</c> or those that may be shared; the batch actions are granted with their single ones and cannot be named.
/// </summary>
internal static class AddPermissionAction
{
    private const int MostActions = 7;

    private static readonly string[] Shareable =
    [
        "*", "SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes", "GetQueueUrl", "ListDeadLetterSourceQueues", "PurgeQueue",
    ];

    public static WireValue? Run(ActionContext context)
    {
        var queue = context.Queue();
        var label = context.Input.Required("Label");
        var accounts = context.Input.List("AWSAccountIds");
        var actions = context.Input.List("Actions");
        Check(label, accounts, actions);
        queue.Configure(settings =>
        {
            var policy = new PolicyDocument(settings.Policy, queue.Identity);
            if (policy.Has(label))
            {
                throw SqsErrors.InvalidValue("Label", label, "Already exists.");
            }

            policy.Add(label, accounts, actions, queue.Identity.Arn);
            var json = policy.Json;
            return QueuePolicyRules.IsOverLimit(PolicyReader.Read(json, PolicyKind.Queue), json)
                ? throw SqsErrors.OverLimit($"The policy may have {QueuePolicyRules.MostStatements} statements, {QueuePolicyRules.MostPrincipals} principals and {QueuePolicyRules.LongestPolicy} bytes.")
                : settings.With("Policy", json);
        });
        return null;
    }

    private static void Check(string label, IReadOnlyList<string> accounts, IReadOnlyList<string> actions)
    {
        if (accounts.Count == 0 || actions.Count == 0)
        {
            throw SqsErrors.MissingParameter(accounts.Count == 0 ? "AWSAccountIds" : "Actions");
        }

        if (!MessageCharacters.IsName(label))
        {
            throw SqsErrors.InvalidValue("Label", label, "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }

        if (actions.Count > MostActions)
        {
            throw SqsErrors.OverLimit($"{actions.Count} Actions were found, maximum allowed is {MostActions}.");
        }

        if (accounts.FirstOrDefault(account => account is not "*" && !(account.Length == 12 && account.All(char.IsAsciiDigit))) is { } stranger)
        {
            throw SqsErrors.InvalidValue("PrincipalId", stranger, "Unable to verify.");
        }

        if (actions.FirstOrDefault(action => !Shareable.Contains(action, StringComparer.Ordinal)) is { } unknown)
        {
            throw SqsErrors.InvalidValue("ActionName", unknown, "Only the queue owner is allowed to invoke this action.");
        }
    }
}
