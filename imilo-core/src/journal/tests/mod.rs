mod crash;
mod decoder;
mod exported;
mod kit;
mod purge;
mod tamper;
mod writing;
