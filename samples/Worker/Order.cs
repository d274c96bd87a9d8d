using System.Text.Json.Serialization;

namespace Worker;

/// <summary>What the body of a message of the queue "orders" says.</summary>
internal sealed record Order(int Number, string Customer, decimal Total);

[JsonSerializable(typeof(Order))]
internal sealed partial class WorkerJson : JsonSerializerContext;
