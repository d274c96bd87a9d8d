namespace Sqs.Client.LocalServer.Messages;

/// <summary>One message attribute as the queue keeps it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">Its full type, label included (<c>Number.int</c>).</param>
/// <param name="Text">The value as text; base64 when binary.</param>
/// <param name="Bytes">The value as it counts for size and digest.</param>
/// <param name="IsBinary">Whether it travels as BinaryValue.</param>
internal sealed record MessageAttribute(string Name, string DataType, string Text, byte[] Bytes, bool IsBinary);
