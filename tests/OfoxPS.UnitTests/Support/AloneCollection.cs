using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>Tests that measure the whole process or change its environment, so that no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
