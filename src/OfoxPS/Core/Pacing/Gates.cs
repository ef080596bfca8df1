namespace OfoxPS.Core.Pacing;

/// <summary>The gates of this process: one for each address, key and model, because that is what servers count by.</summary>
internal sealed class Gates(Clock? clock = null)
{
    // The number of gates at which unused ones are dropped; far more than are in use at once.
    public const int MaximumCount = 1_000;

    private readonly Dictionary<(string Address, string Key, string Model), Gate> _gates = [];
    private readonly Clock _clock = clock ?? Clock.System;

    /// <summary>Those that all runspaces of this process share.</summary>
    public static Gates Shared { get; } = new();

    /// <summary>The gate of a call, which uses it until <see cref="Gate.End"/>.</summary>
    /// <param name="address">Where requests go; see <see cref="AddressOf"/>.</param>
    /// <param name="key">The hash of the key; see <see cref="OfoxPS.Core.Files.Sha256.TextOf(string, int)"/>.</param>
    /// <param name="model">The model.</param>
    public Gate Take(string address, string key, string model)
    {
        (string, string, string) name = (address, key, model);
        lock (_gates)
        {
            if (!_gates.TryGetValue(name, out Gate? gate))
            {
                DropUnused();
                _gates[name] = gate = new Gate(_clock, Poly.NextRandom);
            }

            gate.Begin();
            return gate;
        }
    }

    /// <summary>What tells addresses apart.</summary>
    public static string AddressOf(Uri endpoint) => endpoint.GetLeftPart(UriPartial.Path);

    // A gate is never taken while this looks for those that nobody uses.
    private void DropUnused()
    {
        if (_gates.Count < MaximumCount)
        {
            return;
        }

        foreach (
            (string, string, string) unused in _gates.Where(static gate => gate.Value.Users == 0).Select(static gate => gate.Key).ToArray())
        {
            _gates.Remove(unused);
        }
    }
}
