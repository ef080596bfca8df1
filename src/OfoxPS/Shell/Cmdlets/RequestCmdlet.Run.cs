using System;
using System.Management.Automation;
using System.Threading;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Cmdlets;

/// <content>What a run gets of the cmdlet, and what it asks it for.</content>
public abstract partial class RequestCmdlet : IRunHost
{
    private RequestConsent? _consent;

    void IRunHost.Tell(string text) => Tell(text);

    void IRunHost.WriteDebug(string text) => WriteDebug(text);

    void IRunHost.WriteWarning(string text) => WriteWarning(text);

    void IRunHost.WriteProgress(ProgressRecord record) => WriteProgress(record);

    CancellationToken IRunHost.StopToken => StopToken;

    bool IRunHost.Allows(PreparedRequest prepared, Uri endpoint, object? source, PriceList? prices) =>
        (_consent ??= new RequestConsent(this)).Ask(prepared, endpoint, source, prices);

    void IRunHost.Finish(BatchStatistics batch) => (_consent ??= new RequestConsent(this)).Finish(batch);

    void IRunHost.Report(OfoxException failure, object? source, bool endsRun, Func<ChatCompletion[]>? completed) =>
        Report(failure, source, endsRun, completed);

    void IRunHost.Close() => IsClosed = true;

    private ConversationRunner CreateRunner(IConversationHandler handler)
    {
        BatchOptions options = ReadBatch();
        return new ConversationRunner(this, handler, SetUp(), options);
    }

    private RunSetup SetUp() => new()
    {
        Settings = Settings,
        Requests = Requests,
        Caller = MyInvocation,
        Host = Host,
        Live = Live,
        Test = TestScopes.Current.For(this),
        IsOneOfMany = IsOneOfMany,
        IsTelling = IsTelling,
        IsDebugging = IsDebugging,
        Report = ReportTo,
    };
}
