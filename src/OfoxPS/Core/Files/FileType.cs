namespace OfoxPS.Core.Files;

/// <summary>What a name in the file system stands for.</summary>
internal enum FileType
{
    /// <summary>Nothing is there.</summary>
    None,

    /// <summary>A file with content of its own: the only type that is read, locked, or replaced.</summary>
    Regular,

    Directory,

    /// <summary>A device: NUL, /dev/null, a terminal, a disk.</summary>
    Device,

    /// <summary>A named pipe or a socket. Opening one can wait without an end.</summary>
    Pipe,
}
