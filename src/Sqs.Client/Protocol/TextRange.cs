namespace Sqs.Client.Protocol;

/// <summary>Where a text stands in a document.</summary>
internal readonly record struct TextRange(int Start, int Length);
