namespace OfoxPS.Core.Client;

/// <summary>Something to tell whoever watches: what happens (verbose) or what exactly is sent and received (debug).</summary>
internal sealed record NoticeEvent(string Text, bool Debug = false) : CallEvent;
