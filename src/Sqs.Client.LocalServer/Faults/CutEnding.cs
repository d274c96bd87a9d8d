namespace Sqs.Client.LocalServer;

/// <summary>How an answer that was cut in the middle ends.</summary>
public enum CutEnding
{
    /// <summary>The connection is closed in an orderly way (FIN).</summary>
    Close,

    /// <summary>The connection is reset (RST).</summary>
    Reset,

    /// <summary>Nothing follows; the connection stays open until the client goes or the server stops.</summary>
    Hang,
}

/// <summary>By what the client of a cut answer can tell how long it should have been.</summary>
public enum AnswerFraming
{
    /// <summary>A Content-Length header with the length of the whole answer.</summary>
    ContentLength,

    /// <summary>A chunk that announces the whole answer.</summary>
    Chunked,

    /// <summary>Nothing: the answer ends with the connection, so that a cut is silent.</summary>
    UntilClose,
}
