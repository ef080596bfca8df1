using System;
using OfoxPS.Core.Pacing;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>Which calls share a gate, and how long a gate is kept.</summary>
public sealed class GatesTests : GateTestBase
{
    [Fact]
    public void AGate_is_of_one_address_one_key_and_one_model()
    {
        Gates gates = new(Clock);
        string address = Gates.AddressOf(new Uri("https://a.test/v1/chat/completions"));
        Gate gate = gates.Take(address, "k", "m");

        Assert.Same(gate, gates.Take(Gates.AddressOf(new Uri("https://a.test/v1/chat/completions?api-version=1")), "k", "m"));
        Assert.NotSame(gate, gates.Take(address, "k2", "m"));
        Assert.NotSame(gate, gates.Take(address, "k", "m2"));
        Assert.NotSame(gate, gates.Take(Gates.AddressOf(new Uri("https://b.test/v1/chat/completions")), "k", "m"));
    }

    [Fact]
    public void A_gate_is_kept_for_as_long_as_a_call_uses_it()
    {
        Gates gates = new(Clock);
        Gate used = gates.Take("a", "k", "m");
        Gate unused = gates.Take("a", "k", "other");
        unused.End();
        for (int i = 0; i < Gates.MaximumCount; i++)
        {
            gates.Take("a", "k", $"m{i}").End();
        }

        Assert.Same(used, gates.Take("a", "k", "m"));
        Assert.NotSame(unused, gates.Take("a", "k", "other"));
    }
}
