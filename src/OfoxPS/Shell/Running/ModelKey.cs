using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Running;

/// <summary>Names a model and where it is served, for what a process learns of it. What answers in a block of a test is another server.</summary>
internal static class ModelKey
{
    public static string Of(RequestSettings settings, string model) =>
        (TestScopes.Current.Number is > 0 and int block ? $"block {block} " : string.Empty) + $"{CallSettings.EndpointOf(settings)} {model}";
}
