using System.Text;
using System.Text.Json;
using System.Xml;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>Whether an answer of the server is one that a client can read: the platform's own readers decide.</summary>
internal static class AnswerJudge
{
    /// <summary>Looks at an answer.</summary>
    /// <returns>What is wrong; null when all is well.</returns>
    public static string? Judge(int status, byte[] body)
    {
        if (status is >= 500 and not 505) // a version of HTTP that is none is the HTTP layer's own answer
        {
            return $"status {status}: {Encoding.UTF8.GetString(body)}";
        }

        if (body.Length == 0)
        {
            return null; // what the HTTP layer refuses, and actions of JSON without a result
        }

        try
        {
            Read(body);
            return null;
        }
        catch (Exception error) when (error is XmlException or JsonException)
        {
            return $"the answer cannot be read: {error.Message} {Encoding.UTF8.GetString(body)}";
        }
    }

    private static void Read(byte[] body)
    {
        if (body[0] == '<')
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
            }
        }
        else
        {
            using var document = JsonDocument.Parse(body);
        }
    }
}
