using System.Collections.Generic;
using System.Linq;
using OfoxPS.Gateway.Wire.Faults;

namespace OfoxPS.Gateway.Wire;

/// <summary>Every fault there is a row for. To add one, add a row to one of the groups.</summary>
public static class WireCatalog
{
    public static IReadOnlyList<WireFault> All { get; } =
    [
        .. Group("The connection", ConnectFaults.All),
        .. Group("TLS", TlsFaults.All),
        .. Group("Proxies", ProxyFaults.All),
        .. Group("Status line and headers", HeadFaults.All),
        .. Group("Lengths and chunks", LengthFaults.All),
        .. Group("Compression", CompressionFaults.All),
        .. Group("Bodies", BodyFaults.All),
        .. Group("Errors and waits", ErrorFaults.All),
        .. Group("Streams", StreamFaults.All),
        .. Group("Answers without an end", EndlessFaults.All),
        .. Group("What other servers send", ForeignFaults.All),
        .. Group("The gateway's own errors", GatewayFaults.All),
    ];

    public static WireFault? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);

    private static IEnumerable<WireFault> Group(string name, IEnumerable<WireFault> faults) =>
        faults.Select(fault => fault with { Group = name });
}
