using Xunit;

namespace OfoxPS.EngineTests.Support;

/// <summary>
/// Tests of what belongs to the process: the environment, its sums of usage, the current folder, the culture. They run one after another,
/// when no other test runs: <c>[Collection(ProcessState.Name)]</c>.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessState
{
    public const string Name = "state of the process";
}
