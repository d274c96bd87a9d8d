namespace Sqs.Client.Notifications;

/// <summary>
/// A body is not the document that it was to be read as. The text names the place and the rule and quotes nothing of the body; for the same reason
/// there is no inner exception.
/// </summary>
public sealed class NotificationFormatException : Exception
{
    /// <summary>Names the place at fault and the rule that it breaks.</summary>
    /// <param name="place">The place: <c>Records[2].s3.object.key</c>, <c>Notification/NotificationMetaData/UniqueId</c>, <c>line 3, byte 17</c>.</param>
    /// <param name="rule">The rule, in words.</param>
    public NotificationFormatException(string place, string rule)
        : base($"{place}: {rule}") => (Place, Rule) = (place, rule);

    /// <summary>The place at fault, by the names that AWS gives to members and elements.</summary>
    public string Place { get; }

    /// <summary>The rule that it breaks.</summary>
    public string Rule { get; }
}
