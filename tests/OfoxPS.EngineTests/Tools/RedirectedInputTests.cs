using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>A console whose input is not a person's takes what is in it for the answer, so nobody is asked there.</summary>
public sealed class RedirectedInputTests : EngineTest
{
    [Theory]
    [InlineData("ConsoleHost")]
    [InlineData("ServerRemoteHost")]
    public void A_console_asks_where_its_input_is_a_person_s_and_denies_where_it_is_not(string name)
    {
        // Test runners and CI redirect it; whoever starts the tests at a terminal may not.
        bool isRedirected = Console.IsInputRedirected;
        Engine.Answers.Give("Yes");

        Assert.StartsWith(isRedirected ? "ERROR: Denied: it needs a person's consent" : "ran", Result(name), StringComparison.Ordinal);
        Assert.Equal(isRedirected ? 0 : 1, Engine.Answers.Questions.Count);
    }

    [Fact]
    public void Another_host_knows_itself_whether_it_can_ask()
    {
        Engine.Answers.Give("Yes");

        Assert.Equal("ran", Result("Another"));
    }

    // The questions of a session of its own, whose host has this name, are answered by that of the test.
    private string Result(string name)
    {
        PSHostUserInterface ui = Engine.Run("$Host.UI").Single<PSHostUserInterface>();
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([ModuleUnderTest.Manifest]);
        using Runspace runspace = RunspaceFactory.CreateRunspace(new NamedHost(name, ui), state);
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddScript("(ofox 'call t({})' -Tool (New-OfoxTool -Name t -ScriptBlock { 'ran' } -Confirm)).ToolInvocations[0].Result");
        return Assert.Single(shell.Invoke<string>());
    }

    private sealed class NamedHost(string name, PSHostUserInterface ui) : PSHost
    {
        public override CultureInfo CurrentCulture { get; } = CultureInfo.InvariantCulture;

        public override CultureInfo CurrentUICulture { get; } = CultureInfo.InvariantCulture;

        public override Guid InstanceId { get; } = Guid.NewGuid();

        public override string Name => name;

        public override PSHostUserInterface UI => ui;

        public override Version Version { get; } = new(1, 0);

        public override void EnterNestedPrompt() => throw new NotSupportedException();

        public override void ExitNestedPrompt() => throw new NotSupportedException();

        public override void NotifyBeginApplication()
        {
        }

        public override void NotifyEndApplication()
        {
        }

        public override void SetShouldExit(int exitCode)
        {
        }
    }
}
