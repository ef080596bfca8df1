namespace OfoxPS;

/// <summary>How the instructions of a conversation are sent.</summary>
internal enum SystemRole
{
    /// <summary>With the role that the message has.</summary>
    Own,

    /// <summary>As <c>developer</c>.</summary>
    Developer,

    /// <summary>As <c>system</c>, also where the message says developer.</summary>
    System,

    /// <summary>At the beginning of the user's first message, for models that know no instructions.</summary>
    User,
}
