namespace Sqs.Client;

/// <summary>How a trace context travels with a message.</summary>
[Flags]
public enum TracePropagation
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>
    /// As the system attribute <c>AWSTraceHeader</c>, which AWS services understand. It counts neither among the 10 attributes of a message nor in
    /// its size; a trace state is not carried.
    /// </summary>
    AwsTraceHeader = 1,

    /// <summary>
    /// As the message attributes <c>traceparent</c> and <c>tracestate</c> (W3C Trace Context), which take 1 or 2 of the 10 attributes and some of the
    /// size; each is left out where there is no room for it.
    /// </summary>
    W3C = 2,
}
