using System.Globalization;

namespace Sqs.Client.LocalServer.Access;

/// <summary>
/// The condition keys of a request. Those that only AWS's own services bring (<c>aws:SourceArn</c>, <c>aws:SourceAccount</c>,
/// <c>aws:sourceVpce</c>) have no value here.
/// </summary>
internal static class ConditionKeys
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(Caller caller, RequestFacts facts, AccessTarget target)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["aws:CurrentTime"] = [facts.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)],
            ["aws:EpochTime"] = [facts.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)],
            ["aws:SourceIp"] = [facts.Address],
            ["aws:SecureTransport"] = [facts.IsSecure ? "true" : "false"],
            ["aws:RequestedRegion"] = [facts.Region],
            ["aws:ResourceAccount"] = [target.OwnerAccountId],
            ["aws:PrincipalType"] = [caller.IsAnonymous ? "Anonymous" : caller.IsRoot ? "Account" : "User"],
            ["aws:PrincipalIsAWSService"] = ["false"],
            ["aws:ViaAWSService"] = ["false"],
        };
        Add("aws:UserAgent", facts.UserAgent);
        Add("aws:Referer", facts.Referer);
        if (!caller.IsAnonymous)
        {
            Add("aws:username", caller.UserName);
            Add("aws:userid", caller.UserId);
            Add("aws:PrincipalArn", caller.Arn);
            Add("aws:PrincipalAccount", caller.AccountId);
        }

        AddTags(keys, target);
        return keys;

        void Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                keys[key] = [value];
            }
        }
    }

    private static void AddTags(Dictionary<string, IReadOnlyList<string>> keys, AccessTarget target)
    {
        foreach (var (name, value) in target.ResourceTags)
        {
            keys["aws:ResourceTag/" + name] = [value];
        }

        foreach (var (name, value) in target.RequestTags)
        {
            keys["aws:RequestTag/" + name] = [value];
        }

        if (target.RequestTags.Count + target.TagKeys.Count > 0)
        {
            keys["aws:TagKeys"] = [.. target.RequestTags.Select(tag => tag.Key), .. target.TagKeys];
        }
    }
}
