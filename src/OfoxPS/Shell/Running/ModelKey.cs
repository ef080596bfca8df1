using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Running;

/// <summary>
/// The key under which the process remembers what a server accepts for a model: the address and the model's id. Each test block
/// has keys of its own.
/// </summary>
internal static class ModelKey
{
    public static string Of(RequestSettings settings, string model) =>
        (TestScopes.Current.Number is > 0 and int block ? $"block {block} " : string.Empty)
            + $"{CallSettings.EndpointOf(settings)} {model}";
}
