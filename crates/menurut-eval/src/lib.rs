//! menurut-eval
