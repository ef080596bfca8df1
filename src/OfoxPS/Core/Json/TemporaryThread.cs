using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace OfoxPS.Core.Json;

/// <summary>
/// Runs something on a thread of its own, which ends with it. Each thread keeps the buffers that it has given back to the shared pool, the
/// largest too; with the thread they go.
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
