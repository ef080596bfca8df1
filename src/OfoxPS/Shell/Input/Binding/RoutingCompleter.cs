namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -Routing with the gateway's words.</summary>
internal sealed class RoutingCompleter : WordCompleter
{
    public RoutingCompleter()
        : base("priority", "cost", "latency", "balanced")
    {
    }
}
