using Sqs.Client.Processing;

namespace Sqs.Client.Tool.Moves;

/// <summary>How a move ended.</summary>
/// <param name="Progress">What the service said last.</param>
/// <param name="WasStopped">Whether it was cancelled from here.</param>
internal readonly record struct MoveEnd(RedriveProgress Progress, bool WasStopped);
