using System.Threading.Tasks;
using OfoxPS.Core.Mcp;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Mcp;

/// <summary>Waits for a server on the pipeline thread, and tells meanwhile what it says.</summary>
internal static class McpWait
{
    /// <summary>The result of something that a server does.</summary>
    /// <param name="task">What it does.</param>
    /// <param name="inbox">What it says meanwhile.</param>
    /// <param name="server">What it is called.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="activity">What is waited for.</param>
    /// <exception cref="System.OperationCanceledException">The pipeline ends.</exception>
    public static T For<T>(Task<T> task, McpInbox inbox, string server, IPipeline pipeline, string activity)
    {
        while (true)
        {
            Task next = inbox.Next;
            Tell(inbox, server, pipeline, activity);
            if (Task.WaitAny([task, next], pipeline.StopToken) == 0)
            {
                Tell(inbox, server, pipeline, activity);
                return task.GetAwaiter().GetResult();
            }
        }
    }

    private static void Tell(McpInbox inbox, string server, IPipeline pipeline, string activity)
    {
        foreach (McpNotice notice in inbox.Take())
        {
            switch (notice.Kind)
            {
                case McpNoticeKind.Warning:
                    pipeline.Warn($"{server}: {notice.Text}");
                    break;
                case McpNoticeKind.Progress:
                    pipeline.WriteProgress(
                        new ProgressRecord(0, "Running tools for the model", $"{activity}: {notice.Text}") { PercentComplete = notice.Percent });
                    break;
                default:
                    pipeline.Tell($"{server}: {notice.Text}");
                    break;
            }
        }
    }
}
