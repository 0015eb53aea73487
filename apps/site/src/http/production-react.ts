/**
 * React asks once, as it is loaded, whether it is built for production: only then it draws without checking itself, in some
 * third of the time. The pages are the same. Comes before everything that draws; whoever sets NODE_ENV decides.
 */
process.env.NODE_ENV ||= 'production';
