namespace OfoxPS;

/// <summary>
/// Makes the exceptions for what is refused before anything is sent: arguments, settings and files. Only this class gives them their error
/// ids. Those for answers of a server and for the network are made in <c>Core/Client</c>.
/// </summary>
internal static class Failure
{
    /// <summary>An argument, a setting or an input that is refused before anything is sent.</summary>
    /// <param name="reason">What is wrong with it, as a whole sentence.</param>
    /// <param name="cause">The exception that found it, if one did.</param>
    public static OfoxException InvalidArgument(string reason, Exception? cause = null) =>
        new(OfoxErrorKind.OfoxInvalidArgument, reason, cause);

    /// <summary>Does what is done once for all inputs of a run: where it fails, each of them would, and the run ends.</summary>
    /// <param name="once">What is done.</param>
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

    /// <summary>A file that is not there.</summary>
    /// <param name="what">What the file is: image, cassette, log.</param>
    /// <param name="path">Its path or pattern.</param>
    /// <param name="cause">The exception that found it, if one did.</param>
    public static OfoxException NoFile(string what, string path, Exception? cause = null) =>
        new(OfoxErrorKind.OfoxFileError, $"There is no {what} '{path}'", cause);

    /// <summary>A file that cannot be read.</summary>
    /// <param name="what">What the file is: image, cassette, log.</param>
    /// <param name="path">Its path.</param>
    /// <param name="reason">Why, as the end of a sentence.</param>
    /// <param name="cause">The exception of the file system, if there is one.</param>
    public static OfoxException CannotRead(string what, string path, string reason, Exception? cause = null) =>
        new(OfoxErrorKind.OfoxFileError, $"The {what} '{path}' cannot be read: {reason}", cause);

    /// <summary>A file that cannot be written.</summary>
    /// <param name="what">What the file is: cassette, log.</param>
    /// <param name="path">Its path.</param>
    /// <param name="cause">The exception of the file system; its message is the reason.</param>
    public static OfoxException CannotWrite(string what, string path, Exception cause) =>
        new(OfoxErrorKind.OfoxFileError, $"The {what} '{path}' cannot be written: {cause.Message}", cause) { IsWrite = true };
}
