using Sqs.Client.LocalServer.Audit;
using Sqs.Client.LocalServer.Inspection;

namespace Sqs.Client.LocalServer;

/// <summary>Those who take down what happens.</summary>
internal sealed record Recorders(RequestLog Requests, QueueInstruments Instruments, AuditTrail Audit, ServerLog Log);
