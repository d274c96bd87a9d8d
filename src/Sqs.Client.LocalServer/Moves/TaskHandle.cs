using System.Text;
using System.Text.Json;

namespace Sqs.Client.LocalServer.Moves;

/// <summary>The handle of a move task: base64 over a small JSON object, as the service makes it.</summary>
internal static class TaskHandle
{
    public static string Create(MoveTask task) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"taskId":"{{task.Id}}","sourceArn":"{{task.SourceArn}}"}"""));

    /// <summary>The task's id; false when the text is no handle.</summary>
    public static bool TryRead(string handle, out Guid id)
    {
        id = default;
        var bytes = new byte[handle.Length];
        if (!Convert.TryFromBase64String(handle, bytes, out var length))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("taskId", out var text)
                && text.ValueKind is JsonValueKind.String
                && Guid.TryParse(text.GetString(), out id);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException) // the latter of a text with half a surrogate pair
        {
            return false;
        }
    }
}
