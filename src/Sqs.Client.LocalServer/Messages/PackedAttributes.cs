using System.Text;

namespace Sqs.Client.LocalServer.Messages;

/// <summary>The attributes of a stored message in one array of bytes; they are written out again for whoever asks for them.</summary>
internal readonly struct PackedAttributes
{
    private readonly byte[]? _bytes;

    private PackedAttributes(byte[] bytes) => _bytes = bytes;

    public static PackedAttributes Of(IReadOnlyList<MessageAttribute> attributes)
    {
        if (attributes.Count == 0)
        {
            return default;
        }

        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            foreach (var attribute in attributes)
            {
                writer.Write(attribute.Name);
                writer.Write(attribute.DataType);
                writer.Write(attribute.IsBinary);
                writer.Write7BitEncodedInt(attribute.Bytes.Length);
                writer.Write(attribute.Bytes);
            }
        }

        return new PackedAttributes(bytes.ToArray());
    }

    /// <summary>The attributes in the order in which they were sent.</summary>
    public IReadOnlyList<MessageAttribute> Unpack()
    {
        if (_bytes is null)
        {
            return [];
        }

        var attributes = new List<MessageAttribute>();
        using var reader = new BinaryReader(new MemoryStream(_bytes), Encoding.UTF8);
        while (reader.BaseStream.Position < _bytes.Length)
        {
            var (name, type, isBinary) = (reader.ReadString(), reader.ReadString(), reader.ReadBoolean());
            var value = reader.ReadBytes(reader.Read7BitEncodedInt());
            attributes.Add(new MessageAttribute(name, type, isBinary ? Convert.ToBase64String(value) : Encoding.UTF8.GetString(value), value, isBinary));
        }

        return attributes;
    }
}
