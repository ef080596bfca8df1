using System.Management.Automation;
using OfoxPS.Core.Mcp;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Mcp;

/// <summary>Waits for an MCP server on the pipeline thread, and writes meanwhile what the server reports.</summary>
internal static class McpWait
{
    /// <summary>Waits for the result of a task.</summary>
    /// <param name="task">The task: connecting, or a call of a tool.</param>
    /// <param name="inbox">Receives what the server reports.</param>
    /// <param name="server">The name of the connection.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="activity">What is waited for, as the progress shows it.</param>
    /// <exception cref="System.OperationCanceledException">The pipeline ends.</exception>
    public static T For<T>(Task<T> task, McpInbox inbox, string server, IPipeline pipeline, string activity)
    {
        while (true)
        {
            Task next = inbox.Next;
            WriteNotices(inbox, server, pipeline, activity);
            if (Task.WaitAny([task, next], pipeline.StopToken) == 0)
            {
                WriteNotices(inbox, server, pipeline, activity);
                return task.GetAwaiter().GetResult();
            }
        }
    }

    private static void WriteNotices(McpInbox inbox, string server, IPipeline pipeline, string activity)
    {
        foreach (McpNotice notice in inbox.Take())
        {
            switch (notice.Kind)
            {
                case McpNoticeKind.Warning:
                    pipeline.WriteWarning($"{server}: {notice.Text}");
                    break;
                case McpNoticeKind.Progress:
                    pipeline.WriteProgress(new ProgressRecord(0, "Running tools for the model", $"{activity}: {notice.Text}")
                    {
                        PercentComplete = notice.Percent,
                    });
                    break;
                default:
                    pipeline.WriteVerbose($"{server}: {notice.Text}");
                    break;
            }
        }
    }
}
