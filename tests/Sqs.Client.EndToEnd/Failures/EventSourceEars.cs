using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text;

namespace Sqs.Client.EndToEnd.Failures;

/// <summary>Listens to the event sources of the network stack, the internal ones for its own developers too, and to that of the logging library.</summary>
/// <param name="hear">Is told where something was said, and what.</param>
internal sealed class EventSourceEars(Action<string, string?> hear) : EventListener
{
    /// <summary>
    /// The platform's dump of all bytes that pass, before they are encrypted: the requests and answers themselves, which no client can keep from whoever
    /// switches that on. docs/security.md says so.
    /// </summary>
    private const string BytesOnTheWire = "DumpBuffer";

    private readonly ConcurrentDictionary<string, int> _heard = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Heard => _heard;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name.StartsWith("System.Net.", StringComparison.Ordinal)
            || eventSource.Name.StartsWith("Private.InternalDiagnostics.System.Net.", StringComparison.Ordinal)
            || eventSource.Name == "Microsoft-Extensions-Logging")
        {
            EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        _ = _heard.AddOrUpdate(eventData.EventSource.Name, 1, static (_, count) => count + 1);
        if (eventData.EventName == BytesOnTheWire)
        {
            return;
        }

        foreach (var value in eventData.Payload ?? [])
        {
            hear($"event {eventData.EventSource.Name}/{eventData.EventName}", TextOf(value));
        }
    }

    private static string TextOf(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IDictionary<string, object> map => string.Join(' ', map.Select(pair => $"{pair.Key}={TextOf(pair.Value)}")),
        string text => text,
        System.Collections.IEnumerable many => string.Join(' ', many.Cast<object>().Select(TextOf)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
