using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace Sqs.Client.Notifications;

/// <summary>Keeps the promise that no member of a notification is null unless its type says so.</summary>
internal static class Given
{
    public static IReadOnlyDictionary<string, MessageAttributeValue> NoAttributes { get; } = ReadOnlyDictionary<string, MessageAttributeValue>.Empty;

    /// <summary>The value, or <see cref="ArgumentNullException"/> with the name of the member that is being set.</summary>
    public static T NotNull<T>(T? value, [CallerMemberName] string member = "")
        where T : class => value ?? throw new ArgumentNullException(member);
}
