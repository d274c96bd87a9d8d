using Sqs.Client.LocalServer.Access;
using Sqs.Client.LocalServer.Actions;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Audit;

/// <summary>
/// Keeps a record of each audited action: what the service did or refused, whatever a fault makes of the answer. Who was not
/// authenticated leaves no record, as in CloudTrail.
/// </summary>
internal sealed class AuditTrail
{
    /// <summary>How many records are kept; the oldest go first.</summary>
    public const int Most = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<AuditRecord> _records = new();

    /// <summary>The records so far, newest last.</summary>
    public IReadOnlyList<AuditRecord> Records
    {
        get
        {
            lock (_gate)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>The same action, or the same action with a record of it.</summary>
    public Func<ActionContext, ValueTask<WireValue?>> Around(string name, Func<ActionContext, ValueTask<WireValue?>> action) =>
        AuditedRequest.IsAudited(name) ? context => RunAsync(context, action) : action;

    /// <summary>Records a refusal that came before the action.</summary>
    public void Refused(ActionContext context, SqsFault fault)
    {
        var isUnsignedForNoQueue = context.Caller.IsAnonymous && AuditedRequest.OwnerOf(context) is null;
        if (AuditedRequest.IsAudited(context.Action) && !isUnsignedForNoQueue)
        {
            Add(context, null, fault);
        }
    }

    private async ValueTask<WireValue?> RunAsync(ActionContext context, Func<ActionContext, ValueTask<WireValue?>> action)
    {
        try
        {
            var result = await action(context).ConfigureAwait(false);
            Add(context, result, null);
            return result;
        }
        catch (SqsFault fault)
        {
            Add(context, null, fault);
            throw;
        }
    }

    private void Add(ActionContext context, WireValue? result, SqsFault? fault)
    {
        var record = new AuditRecord
        {
            EventTime = context.Facts.At,
            EventName = context.Action,
            UserIdentity = IdentityOf(context.Caller, AuditedRequest.OwnerOf(context)),
            AwsRegion = context.Region,
            SourceIPAddress = context.Facts.Address,
            UserAgent = context.Facts.UserAgent,
            RequestParameters = AuditedRequest.Parameters(context),
            ResponseElements = AuditedRequest.Response(result),
            RequestId = context.Facts.RequestId,
            EventId = Guid.NewGuid().ToString(),
            ErrorCode = fault?.Code,
            ErrorMessage = fault?.Message,
        };
        lock (_gate)
        {
            _records.Enqueue(record);
            if (_records.Count > Most)
            {
                _ = _records.Dequeue();
            }
        }
    }

    private static AuditIdentity IdentityOf(Caller caller, string? owner)
    {
        if (caller.IsAnonymous)
        {
            return new AuditIdentity { Type = "AWSAccount", PrincipalId = "", AccountId = "ANONYMOUS_PRINCIPAL" };
        }

        return owner is not null && !string.Equals(owner, caller.AccountId, StringComparison.Ordinal)
            ? new AuditIdentity { Type = "AWSAccount", PrincipalId = caller.UserId, AccountId = caller.AccountId }
            : new AuditIdentity
            {
                Type = caller.IsRoot ? "Root" : "IAMUser",
                PrincipalId = caller.UserId,
                Arn = caller.Arn,
                AccountId = caller.AccountId,
                AccessKeyId = caller.AccessKeyId,
                UserName = caller.UserName,
            };
    }
}
