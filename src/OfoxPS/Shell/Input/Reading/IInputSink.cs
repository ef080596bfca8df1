namespace OfoxPS.Shell.Input.Reading;

/// <summary>Receives the inputs of a command in their order, one for each request.</summary>
internal interface IInputSink
{
    /// <summary>Called before the first input: how many objects the pipeline will have.</summary>
    /// <param name="count">The number of objects; null if unknown.</param>
    public void Expect(int? count);

    /// <summary>Counts a blank string of the input, for which no request is made.</summary>
    public void PassOver();

    /// <summary>Takes an input; returns when the next one may be added.</summary>
    public void Add(UserInput input);

    /// <summary>Takes an input for which no request can be made; its error is reported in its place among the others.</summary>
    /// <param name="failure">What is wrong with it.</param>
    /// <param name="source">The input.</param>
    /// <param name="index">Its place among all objects of the pipeline, from 0; null where there is no pipeline.</param>
    public void AddFailure(OfoxException failure, object? source, long? index);

    /// <summary>Called after the last input; returns when all of them have ended.</summary>
    public void Finish();

    /// <summary>Called when the pipeline has ended, early or not: ends what still runs.</summary>
    public void Close();
}
