namespace Sqs.Client.LocalServer.Faults;

/// <summary>A fault ended the connection: there is nothing left to answer.</summary>
internal sealed class AnswerWithheld() : Exception("A fault withholds the answer.");
