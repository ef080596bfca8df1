namespace OfoxPS.Gateway;

/// <summary>How a gateway listens.</summary>
/// <param name="Port">The port on 127.0.0.1; 0 lets the system pick one.</param>
/// <param name="IPv6">Listen on [::1] as well: on the same port if it was given, else on one of its own.</param>
/// <param name="Pace">Milliseconds before each chunk of content, where the model's options give none.</param>
/// <param name="Keep">How many of the newest requests the log keeps at least: a load of a million would fill the memory.</param>
public sealed record GatewayOptions(int Port = 0, bool IPv6 = false, int Pace = 0, int Keep = int.MaxValue);
