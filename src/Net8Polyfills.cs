// What .NET 8 lacks of the API that this code uses. Compiled into the net8.0 builds only (src/Directory.Build.targets).
namespace System.Threading;

/// <summary>The mutual-exclusion type of .NET 9, over <see cref="Monitor"/>.</summary>
internal sealed class Lock
{
    private readonly object _monitor = new();

    public Scope EnterScope()
    {
        Monitor.Enter(_monitor);
        return new Scope(_monitor);
    }

    public readonly ref struct Scope(object monitor)
    {
        public void Dispose() => Monitor.Exit(monitor);
    }
}
