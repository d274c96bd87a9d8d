namespace Sqs.Client.Tool.Output;

/// <summary>How answers are shown.</summary>
internal enum OutputForm
{
    /// <summary>For people: a table in a terminal, elsewhere lines of columns.</summary>
    Table,

    /// <summary>For programs: nothing but JSON.</summary>
    Json,
}
