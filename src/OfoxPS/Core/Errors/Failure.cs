namespace OfoxPS;

/// <summary>
/// Makes the exceptions for what is refused before anything is sent: arguments, settings and files. Only this class gives them their error
/// ids. Those for answers of a server and for the network are made in <c>Core/Client</c>.
/// </summary>
internal static class Failure
{
    /// <summary>An argument, a setting or an input that is refused before anything is sent; the reason is a whole sentence.</summary>
    public static OfoxException InvalidArgument(string reason, Exception? cause = null) =>
        new(OfoxErrorKind.OfoxInvalidArgument, reason, cause);

    /// <summary>Does what is done once for all inputs of a run: where it fails, each of them would, and the run ends.</summary>
    /// <exception cref="OfoxException">It failed.</exception>
    public static T OfAllInput<T>(Func<T> once)
    {
        try
        {
            return once();
        }
        catch (OfoxException failure)
        {
            throw failure.ForAllInput();
        }
    }

    /// <inheritdoc cref="OfAllInput{T}(Func{T})"/>
    public static void OfAllInput(Action once) => OfAllInput(() =>
    {
        once();
        return true;
    });

    /// <summary>A file (an image, a cassette, a log) that is not there.</summary>
    public static OfoxException NoFile(string what, string path, Exception? cause = null) =>
        new(OfoxErrorKind.OfoxFileError, $"There is no {what} '{path}'", cause);

    /// <summary>A file that cannot be read; the reason is the end of a sentence.</summary>
    public static OfoxException CannotRead(string what, string path, string reason, Exception? cause = null) =>
        new(OfoxErrorKind.OfoxFileError, $"The {what} '{path}' cannot be read: {reason}", cause);

    /// <summary>A file that cannot be written; the reason is the message of the cause.</summary>
    public static OfoxException CannotWrite(string what, string path, Exception cause) =>
        new(OfoxErrorKind.OfoxFileError, $"The {what} '{path}' cannot be written: {cause.Message}", cause) { IsWrite = true };
}
