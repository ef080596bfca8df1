namespace OfoxPS;

/// <summary>Which other inputs of a run a failure would meet too.</summary>
internal enum FailureScope
{
    /// <summary>None: it is about this input.</summary>
    Input,

    /// <summary>Those that ask the same model.</summary>
    Model,

    /// <summary>All of them.</summary>
    Run,
}
