namespace OfoxPS.Gateway.Answers;

/// <summary>A call before it has an id.</summary>
internal sealed record PlannedCall(string Name, string Arguments);
