namespace Sqs.Client.Protocol;

/// <summary>
/// Writes the members of a request, so that an action says once what it writes, whatever the protocol. Null members are not written. A list
/// or a map has the model's name, which JSON uses, and one of the Query protocol; its items are numbered from 1.
/// </summary>
internal interface IRequestWriter
{
    void Text(ReadOnlySpan<byte> name, string? value);

    void Number(ReadOnlySpan<byte> name, long? value);

    /// <summary>Writes a binary value, as base64.</summary>
    void Binary(ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? value);

    void Body(ReadOnlySpan<byte> name, MessageBody body);

    /// <summary>Begins a list.</summary>
    /// <returns>What to hand to <see cref="EndList"/>.</returns>
    int BeginList(ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName);

    void EndList(int mark);

    /// <summary>Begins a map.</summary>
    /// <returns>What to hand to <see cref="EndObject"/>.</returns>
    int BeginMap(ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName);

    /// <summary>Writes a text of a list.</summary>
    void Item(int index, string value);

    /// <summary>Begins a structure of a list.</summary>
    /// <returns>What to hand to <see cref="EndObject"/>.</returns>
    int BeginItem(int index);

    /// <summary>Writes a text of a map.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">The text.</param>
    /// <param name="queryKey">What the Query protocol calls the key.</param>
    void Pair(int index, string key, string value, ReadOnlySpan<byte> queryKey);

    /// <summary>Begins a structure of a map.</summary>
    /// <returns>What to hand to <see cref="EndObject"/>.</returns>
    int BeginValue(int index, string key);

    /// <summary>Ends a structure or a map.</summary>
    void EndObject(int mark);
}
