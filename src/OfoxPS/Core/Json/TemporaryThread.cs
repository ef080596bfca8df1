using System.Runtime.ExceptionServices;

namespace OfoxPS.Core.Json;

/// <summary>
/// Runs work on a new thread that ends with it. <c>ArrayPool</c> keeps returned buffers for each thread, also very large ones; they are
/// freed with the thread.
/// </summary>
internal static class TemporaryThread
{
    /// <summary>Returns when it is done, with what it gave or threw.</summary>
    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? error = null;
        Thread thread = new(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception thrown)
            {
                error = ExceptionDispatchInfo.Capture(thrown);
            }
        })
        { IsBackground = true };
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }
}
