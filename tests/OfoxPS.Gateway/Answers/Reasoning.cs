namespace OfoxPS.Gateway.Answers;

/// <summary>Thoughts beside the answer, in the field this kind of model uses.</summary>
internal sealed record Reasoning(string Field, string Text);
