namespace Sqs.Client.Operations;

/// <summary>What the service asks of the names of queues, of their tags and of the permissions on them.</summary>
internal static class QueueRules
{
    private const string Fifo = ".fifo";
    private const string NameRule = "must be 1 to 80 letters, digits, hyphens and underscores; the name of a FIFO queue ends in .fifo, which counts";
    private const int MaxName = 80;
    private const int MaxTagKey = 128;
    private const int MaxTagValue = 256;
    private const int MaxActions = 7;

    public static void CheckName(string name)
    {
        var path = new MemberPath(nameof(CreateQueueRequest.QueueName));
        path.NotNull(name);
        var stem = IsFifo(name) ? name.AsSpan(0, name.Length - Fifo.Length) : name.AsSpan();
        var at = stem.IndexOfAnyExcept(TextRules.NameCharacters);
        if (at >= 0)
        {
            throw path.Refusal(NameRule, at);
        }

        if (stem.IsEmpty || name.Length > MaxName)
        {
            throw path.Refusal(NameRule);
        }
    }

    public static bool IsFifo(string name) => name.EndsWith(Fifo, StringComparison.Ordinal);

    public static void CheckTags(IReadOnlyDictionary<string, string> tags) =>
        MapCheck.Each(tags, nameof(TagQueueRequest.Tags), static (key, value, map) => CheckTag(key, value, map.At(key)));

    public static void CheckTagKeys(IReadOnlyList<string> keys)
    {
        var path = new MemberPath(nameof(UntagQueueRequest.TagKeys));
        NotEmpty(keys.Count, path);
        for (var index = 0; index < keys.Count; index++)
        {
            CheckTagKey(keys[index], path.At(index));
        }
    }

    public static void CheckAccounts(IReadOnlyList<string> accounts)
    {
        var path = new MemberPath(nameof(AddPermissionRequest.AWSAccountIds));
        NotEmpty(accounts.Count, path);
        for (var index = 0; index < accounts.Count; index++)
        {
            if (accounts[index] is not "*")
            {
                TextRules.AccountId(accounts[index], path.At(index));
            }
        }
    }

    public static void CheckActions(IReadOnlyList<string> actions)
    {
        var path = new MemberPath(nameof(AddPermissionRequest.Actions));
        NotEmpty(actions.Count, path);
        if (actions.Count > MaxActions)
        {
            throw path.Refusal($"a permission has at most 7 actions, not {actions.Count}");
        }

        for (var index = 0; index < actions.Count; index++)
        {
            var at = path.At(index);
            TextRules.NotEmpty(actions[index], at);
            if (actions[index] is "SendMessageBatch" or "DeleteMessageBatch" or "ChangeMessageVisibilityBatch")
            {
                throw at.Refusal("batch actions cannot be named: the permission for the single action covers them");
            }
        }
    }

    public static void NotEmpty(int count, MemberPath path)
    {
        if (count == 0)
        {
            throw path.Refusal("must not be empty");
        }
    }

    private static void CheckTag(string key, string value, MemberPath path)
    {
        CheckTagKey(key, path);
        path.NotNull(value);
        if (Characters(value) > MaxTagValue)
        {
            throw path.Refusal("the value of a tag has at most 256 characters");
        }
    }

    private static void CheckTagKey(string key, MemberPath path)
    {
        path.NotNull(key);
        if (Characters(key) is 0 or > MaxTagKey)
        {
            throw path.Refusal("the key of a tag has 1 to 128 characters");
        }
    }

    /// <summary>Characters as the service counts them: a surrogate pair is one.</summary>
    private static int Characters(string text)
    {
        var count = text.Length;
        foreach (var unit in text)
        {
            count -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return count;
    }
}
