namespace OfoxPS.Core.Client;

/// <summary>Something that happened during a call, in the order in which it happened.</summary>
internal abstract record CallEvent;
