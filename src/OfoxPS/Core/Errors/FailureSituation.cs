namespace OfoxPS;

/// <summary>
/// What is special about a failure, where its kind alone does not tell what the user can do. The remedy of each is in <c>Remedy</c>.
/// </summary>
internal enum FailureSituation
{
    None,

    /// <summary>A server of https was asked in plain http.</summary>
    PlainHttp,

    /// <summary>A server in front of the gateway wants credentials of its own.</summary>
    OtherCredentials,

    /// <summary>The proxy wants credentials, or other ones.</summary>
    ProxyCredentials,

    /// <summary>The server speaks another protocol: lines of JSON.</summary>
    OtherProtocol,

    /// <summary>The server fails, and takes the names of other models (-Fallback).</summary>
    TakesFallback,

    /// <summary>The wait for a busy server is longer than -MaximumWaitSeconds.</summary>
    LongWait,

    /// <summary>A model of this name is not in the list.</summary>
    NotInList,

    /// <summary>OFOX_OFFLINE is set.</summary>
    Offline,

    /// <summary>A test block of another runspace refuses the request.</summary>
    OtherRunspace,

    /// <summary>There is no cassette to replay.</summary>
    NoCassette,

    /// <summary>The cassette has no recording of the request.</summary>
    NotRecorded,

    /// <summary>Each recording of the request has been used.</summary>
    RecordingsUsed,

    /// <summary>A test gave fewer responses than there are requests.</summary>
    NoResponse,

    /// <summary>Recordings of a cassette have answered nothing.</summary>
    UnusedRecording,

    /// <summary>Another run is writing the file.</summary>
    InUse,

    /// <summary>Another program changed the file during the run.</summary>
    ChangedByOthers,

    /// <summary>A line of a checkpoint cannot be read.</summary>
    DamagedLine,

    /// <summary>The file is no checkpoint, or one of a newer version.</summary>
    NoCheckpoint,
}
