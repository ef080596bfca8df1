using System.Collections;
using System.Collections.Specialized;
using System.Diagnostics;
using System.Management.Automation;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Tools;

/// <summary>Runs a tool call on the pipeline thread and in the caller's session. Every call gets an answer, even if it fails.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="clean">Masks what a model must not be told: the secrets of its own call.</param>
internal sealed class ToolRunner(IPipeline pipeline, Func<string, string> clean)
{
    // Runs the command with redirected warnings and errors, which so are in their place among the output. The variable is private
    // in a scope of its own, so that it hides none of the caller's or the tool's.
    private const string Call = "& { $private:OfoxArguments = $args[1]; & $args[0] @OfoxArguments 2>&1 3>&1 | & $args[2] $args[3] } @args";

    private readonly PSCmdlet _cmdlet = pipeline.Cmdlet;

    /// <summary>The answer to a call of an unknown tool, with the names of the tools.</summary>
    public ToolInvocation Unknown(ChatToolCall call, int round, IEnumerable<string> names)
    {
        ToolInvocation invocation = Invocation(call, round);
        Fail(invocation, $"There is no tool '{call.Name}'. The tools are: {string.Join(", ", names)}.");
        return invocation;
    }

    public ToolInvocation Run(CommandTool tool, ChatToolCall call, int round)
    {
        ToolInvocation invocation = Invocation(call, round);
        Stopwatch clock = Stopwatch.StartNew();
        string? cut = null;
        try
        {
            ToolAnswer answer = Answer(tool, call, clock);
            invocation.Result = answer.Text;
            invocation.Error = answer.Error;
            cut = answer.Cut;
        }
        catch (ToolCallException refused)
        {
            Fail(invocation, refused.Message);
        }

        // Exit and break in a tool end the tool, never the script that asked the model.
        catch (Exception error) when (!_cmdlet.Stopping)
        {
            Fail(invocation, Describe(error));
        }

        invocation.Duration = clock.Elapsed;
        if (cut is not null)
        {
            // Written outside the tool's try block, so that -WarningAction Stop ends the cmdlet.
            pipeline.WriteWarning($"{call.Name}: {cut}.");
        }

        return invocation;
    }

    /// <summary>
    /// Begins a call of a remote tool. Its confirmation, and all that needs the pipeline thread, is done when this returns.
    /// </summary>
    public RemoteCall Begin(IRemoteTool tool, ChatTool offered, ChatToolCall call, int round)
    {
        RemoteCall remote = new(tool, call, Invocation(call, round));
        try
        {
            OrderedDictionary arguments = ToolArguments.Parse(call.ArgumentsJson);
            Check(offered, arguments);
            if (tool.MustAsk)
            {
                ToolConsent.Require(_cmdlet, tool.Shown, arguments, new Hashtable());
            }

            remote.Clock.Restart();
            remote.Task = tool.BeginAsync(arguments, pipeline);
        }
        catch (Exception error) when (error is ToolCallException or OfoxException)
        {
            Fail(remote.Invocation, error.Message);
        }

        return remote;
    }

    /// <summary>Runs a call by a script, without confirmation.</summary>
    /// <exception cref="ToolCallException">The arguments do not fit the schema of the tool.</exception>
    /// <exception cref="OfoxException">The call failed.</exception>
    public RemoteResult CallForScript(IRemoteTool tool, ChatTool offered, IDictionary arguments)
    {
        Check(offered, arguments);
        RemoteResult result = tool.End(tool.BeginAsync(arguments, pipeline), pipeline);
        return result.Error is null ? result : throw new OfoxException(OfoxErrorKind.OfoxToolFailed, $"{offered.Name}: {result.Error}");
    }

    private static ToolInvocation Invocation(ChatToolCall call, int round) =>
        new() { Tool = call.Name, Id = call.Id, Arguments = call.Arguments, Round = round };

    private static void Check(ChatTool offered, IDictionary arguments)
    {
        IReadOnlyList<SchemaError> errors = SchemaValidator.Check(arguments, offered.Schema ?? new OrderedDictionary());
        if (errors.Count > 0)
        {
            throw new ToolCallException($"The arguments do not fit the schema of the tool: {string.Join("; ", errors)}");
        }
    }

    /// <summary>Waits for a call that has begun.</summary>
    /// <param name="remote">The call.</param>
    /// <param name="takesImages">Whether the model gets the images of the result.</param>
    public ToolInvocation End(RemoteCall remote, bool takesImages)
    {
        ToolInvocation invocation = remote.Invocation;
        if (remote.Task is not null)
        {
            try
            {
                RemoteResult result = remote.Tool.End(remote.Task, pipeline).Cleaned(clean);
                ToolOutput output = new(new ToolDefinitionOptions(), Format, clean);
                output.Add(PSObject.AsPSObject(takesImages ? result.Text : result.TextAlone));
                ToolAnswer answer = output.ToAnswer();
                invocation.Result = answer.Text;
                invocation.Error = result.Error;
                remote.Images = takesImages ? result.Images : [];
                if (answer.Cut is { } cut)
                {
                    pipeline.WriteWarning($"{invocation.Tool}: {cut}.");
                }
            }
            catch (OfoxException failure)
            {
                Fail(invocation, failure.Message);
            }
        }

        invocation.Duration = remote.Clock.Elapsed;
        return invocation;
    }

    private void Fail(ToolInvocation invocation, string error)
    {
        invocation.Error = clean(error);
        invocation.Result = "ERROR: " + invocation.Error;
    }

    private static string Describe(Exception error) => error switch
    {
        FlowControlException flow =>
            $"The tool ended with '{flow.GetType().Name.Replace("Exception", string.Empty).ToLowerInvariant()}' instead of a result.",
        IContainsErrorRecord { ErrorRecord: { } record } => record.ErrorDetails?.Message ?? record.Exception.Message,
        _ => error.Message,
    };

    private ToolAnswer Answer(CommandTool tool, ChatToolCall call, Stopwatch clock)
    {
        OrderedDictionary given = ToolArguments.Read(tool, ToolArguments.Parse(call.ArgumentsJson));
        bool isConfirmed = tool.MustAsk && !tool.Options.WhatIf;
        if (isConfirmed)
        {
            ToolConsent.Require(_cmdlet, tool.Options.Shown, given, tool.Options.Bind);
        }

        // The time of the prompt does not count as time of the tool.
        clock.Restart();
        Hashtable arguments = ToolArguments.Convert(tool, given);
        if (tool.Options.WhatIf && !tool.SupportsShouldProcess)
        {
            return new ToolAnswer("(simulated) Nothing was run: the command cannot simulate itself.", null, null);
        }

        if (tool.SupportsShouldProcess && tool.Options.WhatIf)
        {
            arguments["WhatIf"] = true;
        }
        else if (tool.SupportsShouldProcess && (isConfirmed || tool.Options.Confirm == false))
        {
            // The call is confirmed already, or needs no confirmation, so the command must not prompt again.
            arguments["Confirm"] = false;
        }

        ToolOutput output = new(tool.Options, Format, clean);
        _ = _cmdlet.SessionState.InvokeCommand.InvokeScript(
            _cmdlet.SessionState, ScriptBlock.Create(Call), tool.Command, arguments, ReceiveOutputCommand.Info, output);
        ToolAnswer answer = output.ToAnswer();
        return tool.Options.WhatIf ? answer with { Text = $"(simulated, nothing was changed) {answer.Text}" } : answer;
    }

    private string Format(object?[] items, string form) => FormattedText.Of(_cmdlet, items, form);
}
