namespace OfoxPS.Core.Client;

/// <summary>Whether an address is on this machine: what is sent there in the clear crosses no network.</summary>
internal static class Loopback
{
    /// <param name="address">
    /// An absolute address. .NET 8 knows the name localhost in lower case only, in <see cref="Uri.IsLoopback"/>.
    /// </param>
    public static bool Is(Uri address) => address.IsLoopback || address.Host == "localhost";
}
