namespace Sqs.Client.Tool.Tests;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TextFile : IDisposable
{
    public TextFile(string text)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"sqs-{Guid.NewGuid():N}.json");
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
